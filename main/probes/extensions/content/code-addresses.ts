import type { CodeFlow } from './code-flow';
import { codeRank } from './code-origin';
import * as is from './code-patterns';
import type { Expression } from './code-taints';
import { addressesIn, domainOf, isElsewhere, rankOf, worstRank } from './hosts';
import type { HostRank, Surroundings } from './types';

/** The worst of some addresses, and its host; null: none was named. */
export interface RankedAddress {
  readonly rank: HostRank | null;
  readonly what: string | undefined;
}

/** How doubtful the addresses are that a piece of code names. */
export class CodeAddresses {
  /** Texts that are given as a request's host. */
  private readonly hosts = new Set<string>();

  constructor(
    { tokens }: CodeFlow,
    private readonly around: Surroundings,
  ) {
    tokens.forEach(({ value }, at) => {
      const given = tokens[at + 2];
      // `HTTPSConnection("host")` takes it first.
      if (/^(?:HTTPS?Connection|SMTP(?:_SSL)?|FTP(?:_TLS)?)$/.test(value) && given?.type === 'text')
        this.hosts.add(given.value);
      if (/^(?:hostname|host)$/.test(value) && given?.type === 'text') this.hosts.add(given.value);
    });
  }

  /** Whom a call reaches. `hosts`: a bare name may be one; `connects`: any that looks like a host is. */
  reached({ texts, decoded }: Expression, hosts: boolean, connects = false): RankedAddress {
    const all = [...texts, ...decoded];
    const bot = all.some((each) => /^(?:bot)?\d{8,10}:[\w-]{20,}/.test(each));
    // A bot whose token the user gives is the user's.
    const addresses = all
      .flatMap((each) => addressesIn(each))
      .filter(({ host, path }) => bot || host !== 'api.telegram.org' || path !== '/bot');
    const named = hosts
      ? all
          .filter((each) => is.HOST_NAME.test(each) && (connects || this.hosts.has(each)))
          .map((host) => ({ host: host.toLowerCase(), path: '' }))
      : [];
    const ranked = [...addresses, ...named].map((each) => ({
      rank: rankOf(each, this.around),
      what: each.host,
    }));
    const rank = worstRank(ranked.map((each) => each.rank));
    return { rank, what: ranked.find((each) => each.rank === rank)?.what };
  }

  /** Whether nobody who reads about the extension learns that data go there: a domain that fits its name is bought in a minute. */
  isUntold({ rank, what }: RankedAddress): boolean {
    return (
      isElsewhere(rank) ||
      (rank === 'related' && what !== undefined && !this.around.stated.has(domainOf(what)))
    );
  }

  /** Where code comes from that is fetched. */
  fetched({ texts, decoded }: Expression): RankedAddress {
    const addresses = [...texts, ...decoded].flatMap((each) => addressesIn(each));
    const rank = worstRank(addresses.map((each) => codeRank(each, this.around)));
    return { rank, what: addresses.find((each) => codeRank(each, this.around) === rank)?.host };
  }
}

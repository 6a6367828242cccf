import { isLocalName } from '../../openclaw/address';
import { type DockerContainer, dockerLabel } from './parse-containers';
import type { SandboxBrowser } from './types';

/** The host's side of docker's `127.0.0.1:32768->9222/tcp, [::]:80->80/tcp, 6080/tcp`; what is not published has none. */
const publishedIn = (ports: string): readonly string[] =>
  ports.split(',').flatMap((each) => {
    const [at, inside] = each.trim().split('->');
    return at && inside !== undefined ? [at] : [];
  });

/** The address of `0.0.0.0:80`, `[::]:80`, and `:::80` as docker wrote it before 23. */
const addressOf = (at: string): string => at.slice(0, at.lastIndexOf(':'));

/**
 * The containers of the sandbox's browser: OpenClaw labels what it makes (dist of 2026.9.6: agents/sandbox/browser, and
 * its audit's collectSandboxBrowserHashLabelFindings).
 */
export const sandboxBrowsersAmong = (containers: readonly DockerContainer[]): readonly SandboxBrowser[] =>
  containers
    .filter((each) => dockerLabel(each, 'openclaw.sandboxBrowser') === '1')
    .map((each) => ({
      name: each.name,
      marked: dockerLabel(each, 'openclaw.configHash') !== null,
      epoch: dockerLabel(each, 'openclaw.browserConfigEpoch'),
      published: publishedIn(each.signs?.ports ?? '').filter((at) => !isLocalName(addressOf(at))),
    }));

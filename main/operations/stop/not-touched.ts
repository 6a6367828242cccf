import type { Message } from '../../contract/finding';
import type { Process } from '../../probes/gateways';
import type { Service } from '../../probes/openclaw';

const one = ({ program, pid, account }: Process): Message =>
  account === null
    ? { id: 'stop.one-running', values: { program, pid: String(pid) } }
    : { id: 'stop.one-other', values: { program, pid: String(pid), account } };

/** What stopping leaves alone: another account's or home's, with who can stop it, and what can't be told. Null: nothing. */
export function leftAlone(
  others: readonly Process[],
  unsure: readonly Process[],
  services: readonly Service[],
): Message | null {
  const theirs: Message | null =
    others.length > 0 ? { id: 'stop.others', values: { what: others.map(one) } } : null;
  const untold: readonly Message[] = [
    ...unsure.map(one),
    ...services.map(({ file }): Message => ({ id: 'stop.one-service', values: { file } })),
  ];
  const doubt: Message | null = untold.length > 0 ? { id: 'stop.unsure', values: { what: untold } } : null;
  return theirs && doubt ? { id: 'stop.both', values: { first: theirs, second: doubt } } : (theirs ?? doubt);
}

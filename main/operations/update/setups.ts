import type { Gateway } from '../../probes/gateways';
import type { Copy, Setup } from '../../probes/openclaw';

export interface UpdateSurroundings {
  readonly copy: Pick<Copy, 'path' | 'owner'>;
  readonly setups: readonly Setup[];
  readonly gateways: readonly Gateway[];
  /** This account's name. */
  readonly account: string;
}

/** Gateways that must not run while the copy is swapped: its own, and those whose state goes along with it. */
export function gatewaysOf(around: UpdateSurroundings): readonly Gateway[] {
  const states = setupsOf(around).map(({ stateDir }) => stateDir);
  return around.gateways.filter(
    ({ copyPath, stateDir, where }) =>
      where === 'this-computer' &&
      (copyPath === around.copy.path ||
        (copyPath === null && stateDir !== null && states.includes(stateDir))),
  );
}

/** A gateway of this account of which can be told neither which copy it runs nor with which state. */
export const unclearGateway = ({ gateways, account }: UpdateSurroundings): Gateway | null =>
  gateways.find(
    (each) =>
      each.where === 'this-computer' &&
      each.account === account &&
      each.copyPath === null &&
      each.stateDir === null,
  ) ?? null;

/**
 * The setups that go along with an update: every one of this account, since any of them may be opened with the new
 * version, but for those that a gateway of another copy has in use. A legacy folder goes along only where it is all.
 */
export function setupsOf({ copy, setups, gateways, account }: UpdateSurroundings): readonly Setup[] {
  const others = gateways.filter(({ copyPath }) => copyPath !== null && copyPath !== copy.path);
  const taken = new Set(others.map(({ stateDir }) => stateDir));
  const own = setups.filter(({ owner, stateDir }) => owner === account && !taken.has(stateDir));
  const modern = own.filter(({ legacy }) => !legacy);
  return modern.length > 0 ? modern : own;
}

/** The environment that makes OpenClaw use a setup: nothing for the default one of its home (docs/help/environment). */
export function setupEnvironment(
  { stateDir, configPath, home }: Setup,
  join: (...parts: string[]) => string,
): Record<string, string> {
  const plain = stateDir === join(home, '.openclaw');
  const inside = configPath === join(stateDir, 'openclaw.json');
  return {
    ...(!plain && { OPENCLAW_STATE_DIR: stateDir }),
    ...(!inside && { OPENCLAW_CONFIG_PATH: configPath }),
  };
}

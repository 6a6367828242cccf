import type { EngineId } from '../../contract/tank';
import type { Engine } from '..';

/** One line an engine; loaded when one is asked for. Each folder exports `engine`. */
const LOADERS: { readonly [K in EngineId]?: () => Promise<{ readonly engine: Engine }> } = {
  qemu: () => import('./qemu'),
  podman: () => import('./podman'),
  docker: () => import('./docker'),
  lima: () => import('./lima'),
  multipass: () => import('./multipass'),
  virtualbox: () => import('./virtualbox'),
  hyperv: () => import('./hyperv'),
  wsl: () => import('./wsl'),
};

/** The engine of that name. Rejects for one that this version doesn't have. */
export async function engineOf(id: EngineId): Promise<Engine> {
  const load = LOADERS[id];
  if (!load) throw new Error(`no engine ${id}`);
  return (await load()).engine;
}

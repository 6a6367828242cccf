import type { EngineId } from '../../contract/tank';
import type { Driver } from '../model/types';

/** One line a driver; loaded when it is asked for. */
const LOADERS: { readonly [K in EngineId]: () => Promise<Driver> } = {
  qemu: async () => (await import('./qemu/qemu-driver')).qemuDriver,
  podman: async () => (await import('./podman/podman-driver')).podmanDriver,
  docker: async () => (await import('./experimental/docker/docker-driver')).dockerDriver,
  lima: async () => (await import('./experimental/lima/lima-driver')).limaDriver,
  multipass: async () => (await import('./experimental/multipass/multipass-driver')).multipassDriver,
  virtualbox: async () => (await import('./experimental/virtualbox/virtualbox-driver')).virtualboxDriver,
  hyperv: async () => (await import('./experimental/hyperv/hyperv-driver')).hypervDriver,
  wsl: async () => (await import('./experimental/wsl/wsl-driver')).wslDriver,
};

/** The driver of that engine. Rejects for an engine that this version doesn't know. */
export async function driverOf(id: EngineId): Promise<Driver> {
  const load = LOADERS[id];
  if (!load) throw new Error(`no driver for ${id}`);
  return load();
}

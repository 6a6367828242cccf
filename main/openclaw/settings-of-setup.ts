interface Place {
  readonly stateDir: string;
  readonly configPath: string;
}

/** The settings of this setup and no other: two settings files may share one state folder (OPENCLAW_CONFIG_PATH). */
export const settingsOfSetup = <T extends { readonly setup: Place }>(
  all: readonly T[],
  { stateDir, configPath }: Place,
): T | null =>
  all.find(({ setup }) => setup.stateDir === stateDir && setup.configPath === configPath) ?? null;

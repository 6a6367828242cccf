declare module '@npmcli/config' {
  export interface Options {
    npmPath: string;
    definitions: unknown;
    shorthands: unknown;
    flatten: unknown;
    argv: string[];
    env: Readonly<Record<string, string | undefined>>;
    execPath: string;
    platform: string;
    cwd: string;
  }
  /** npm's reader of its own configuration, with the steps of `load()`. It ships no types. */
  export default class Config {
    constructor(options: Options);
    env: Options['env'];
    readonly npmPath: string;
    localPrefix: string;
    /** What each source says; `cli` inherits from all below it. */
    readonly data: ReadonlyMap<string, { readonly data: Readonly<Record<string, unknown>> }>;
    load(): Promise<void>;
    loadGlobalPrefix(): void;
    loadBuiltinConfig(): Promise<void>;
    loadEnv(): void;
    loadProjectConfig(): Promise<void>;
    loadUserConfig(): Promise<void>;
    loadGlobalConfig(): Promise<void>;
    readonly flat: unknown;
  }
}
declare module '@npmcli/config/lib/definitions/index.js' {
  const parts: { definitions: { registry: { default: string } }; shorthands: unknown; flatten: unknown };
  export default parts;
}

declare module '@npmcli/config' {
  interface Options {
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
  /** npm's reader of its own configuration. It ships no types. */
  export default class Config {
    constructor(options: Options);
    load(): Promise<void>;
    readonly flat: unknown;
  }
}
declare module '@npmcli/config/lib/definitions/index.js' {
  const parts: { definitions: { registry: { default: string } }; shorthands: unknown; flatten: unknown };
  export default parts;
}

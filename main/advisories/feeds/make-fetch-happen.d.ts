declare module 'make-fetch-happen' {
  interface Response {
    readonly status: number;
    readonly headers: { get(name: string): string | null };
    readonly body: AsyncIterable<Buffer>;
  }
  /** npm's HTTP client. Its published types describe an older version. */
  export default function fetch(address: string, options: object): Promise<Response>;
}

/** What asks the dev server of `npm run dev` for the page, so that it reloads while it is edited. */
export interface DevServer {
  /** Answers an address of the page's own scheme with the file that the server has for it. */
  answer(address: string): Promise<Response>;
  /** Whether the page may open this address: the socket by which the server tells it what changed. */
  isSocket(address: string): boolean;
}

/** As the page's own policy, but for what hot reload needs: scripts and styles put in by the server, and its socket. */
const policyFor = (socket: string) =>
  [
    "default-src 'none'",
    "script-src 'self' 'unsafe-inline'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self'",
    "font-src 'self'",
    `connect-src 'self' ${socket}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

function connect(server: string): DevServer {
  const socket = server.replace(/^http/, 'ws').replace(/\/$/, '');
  return {
    async answer(address) {
      const { pathname, search } = new URL(address);
      const { status, headers, body } = await fetch(new URL(pathname + search, server));
      return new Response(body, {
        status,
        headers: {
          'Content-Type': headers.get('Content-Type') ?? 'text/plain',
          'Content-Security-Policy': policyFor(socket),
          'Cache-Control': 'no-store',
        },
      });
    },
    isSocket: (address) => address.startsWith(`${socket}/`),
  };
}

/**
 * The dev server, or null. electron.vite.config.ts puts the flag in: in a build it is false, so that the bundler drops
 * all of this file, and `test/app/window/dev-server.test.ts` holds it to that. electron-vite sets the variable.
 */
export const devServer: DevServer | null =
  import.meta.env.TANKMATE_DEV && process.env.ELECTRON_RENDERER_URL
    ? connect(process.env.ELECTRON_RENDERER_URL)
    : null;

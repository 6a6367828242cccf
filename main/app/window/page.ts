import { extname } from 'node:path';

/** Where the page lives. A scheme of our own: `file:` pages have rights that ours must not have. */
export const PAGE_SCHEME = 'app';
export const PAGE_ORIGIN = 'app://wizard';
export const PAGE_ADDRESS = `${PAGE_ORIGIN}/index.html`;

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};

/** Nothing but the app's own files, nothing inline, nobody to talk to but the bridge (w3.org/TR/CSP3). */
export const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

export interface PageFile {
  /** Below the page's folder, with `/` between the names. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * The file that an address of ours names, or null. Only names that the build makes are known: letters, digits,
 * `.`, `-` and `_`, none starting with a dot and nothing encoded, so that no address leads out of the folder.
 */
export function pageFile(address: string): PageFile | null {
  const path = /^app:\/\/wizard\/((?:[\w-][\w.-]*\/)*[\w-][\w.-]*)$/.exec(address)?.[1];
  const type = path && TYPES[extname(path)];
  if (!type) return null;
  return {
    path,
    headers: {
      'Content-Type': type,
      'Content-Security-Policy': PAGE_POLICY,
      'X-Content-Type-Options': 'nosniff',
      'X-Frame-Options': 'DENY',
      'Referrer-Policy': 'no-referrer',
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Cross-Origin-Resource-Policy': 'same-origin',
      'Cache-Control': 'no-store',
    },
  };
}

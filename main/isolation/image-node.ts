import { listOrEmpty, textOrEmpty } from './json-values';

/**
 * The Node that a container's environment (a list of `NAME=value`) says it brings: the official images of Node, which
 * OpenClaw's are made from, have it as `NODE_VERSION` (docker-library/official-images, library/node; OpenClaw's Dockerfile).
 */
export function nodeOfEnvironment(env: unknown): { readonly node?: string } {
  const said = listOrEmpty(env)
    .map(textOrEmpty)
    .findLast((each) => each.startsWith('NODE_VERSION='));
  const node = /^v?(\d{1,3}\.\d{1,3}\.\d{1,3})$/.exec(said?.slice('NODE_VERSION='.length) ?? '')?.[1];
  return node === undefined ? {} : { node };
}

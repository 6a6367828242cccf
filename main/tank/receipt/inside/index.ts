import account from './account.mjs?raw';
import answer from './answer.mjs?raw';
import devices from './devices.mjs?raw';
import folders from './folders.mjs?raw';
import kernel from './kernel.mjs?raw';
import knocks from './knocks.mjs?raw';
import mounts from './mounts.mjs?raw';
import network from './network.mjs?raw';
import rights from './rights.mjs?raw';
import sockets from './sockets.mjs?raw';

const PIECES = { account, devices, folders, kernel, knocks, mounts, network, rights, sockets };
export type PieceId = keyof typeof PIECES;

/** What is asked of the inside in one go; a piece without questions of its own gets `{}`. */
export interface Asked {
  /** Comes back with the answer, so that no other answer is taken for it. */
  readonly nonce: string;
  /** Milliseconds for each piece. */
  readonly limitMs: number;
  readonly pieces: { readonly [K in PieceId]?: unknown };
}

/** As an address that Node loads a module from, which then may use nothing but Node's own (nodejs.org/api/esm.html, data: imports). */
const addressOf = (text: string) => `data:text/javascript;base64,${Buffer.from(text).toString('base64')}`;

/** The program, as text for the standard input of `node -`, with its questions in it. */
export function program({ nonce, limitMs, pieces }: Asked): string {
  const asked = Object.entries(pieces).map(([name, questions]) => [
    name,
    { address: addressOf(PIECES[name as PieceId]), questions },
  ]);
  const told = JSON.stringify({ nonce, limitMs, pieces: Object.fromEntries(asked) });
  return `import(${JSON.stringify(addressOf(answer))}).then(({ answer }) => answer(${told}));\n`;
}

import answer from './answer.mjs?raw';
import account from './try-account.mjs?raw';
import connections from './try-connections.mjs?raw';
import devices from './try-devices.mjs?raw';
import folders from './try-folders.mjs?raw';
import kernel from './try-kernel.mjs?raw';
import mounts from './try-mounts.mjs?raw';
import network from './try-network.mjs?raw';
import rights from './try-rights.mjs?raw';
import sockets from './try-sockets.mjs?raw';

const PIECES = { account, devices, folders, kernel, connections, mounts, network, rights, sockets };
export type PieceId = keyof typeof PIECES;

/** What is asked of the inside in one go; a piece without questions of its own gets `{}`. */
export interface GuestQuestions {
  /** Comes back with the answer, so that no other answer is taken for it. */
  readonly nonce: string;
  /** Milliseconds for each piece. */
  readonly limitMs: number;
  readonly pieces: { readonly [K in PieceId]?: unknown };
}

/** As an address that Node loads a module from, which then may use nothing but Node's own (nodejs.org/api/esm.html, data: imports). */
const addressOf = (text: string) => `data:text/javascript;base64,${Buffer.from(text).toString('base64')}`;

/** The program, as text for the standard input of `node -`, with its questions in it. */
export function guestProgram({ nonce, limitMs, pieces }: GuestQuestions): string {
  const asked = Object.entries(pieces).map(([name, questions]) => [
    name,
    { address: addressOf(PIECES[name as PieceId]), questions },
  ]);
  const reported = JSON.stringify({ nonce, limitMs, pieces: Object.fromEntries(asked) });
  return `import(${JSON.stringify(addressOf(answer))}).then(({ answer }) => answer(${reported}));\n`;
}

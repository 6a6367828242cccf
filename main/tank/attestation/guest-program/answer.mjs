/**
 * Runs inside the tank: loads each piece, asks it, and says one JSON document on standard output. A piece that fails
 * or takes too long fails alone.
 * @param {{ nonce: string, limitMs: number, pieces: Record<string, { address: string, questions: unknown }> }} asked
 */
export async function answer({ nonce, limitMs, pieces }) {
  const started = Date.now();
  const answers = await Promise.all(
    Object.entries(pieces).map(async ([name, { address, questions }]) => {
      try {
        const { default: attempt } = await import(address);
        return [name, { value: await inTime(attempt(questions), limitMs) }];
      } catch (error) {
        return [name, { failed: String(error?.code ?? error?.name ?? 'unknown') }];
      }
    }),
  );
  const document = { schema: 1, nonce, tookMs: Date.now() - started, pieces: Object.fromEntries(answers) };
  // A look-up of a name that still hangs would keep the program alive.
  process.stdout.write(`${JSON.stringify(document)}\n`, () => process.exit(0));
}

function inTime(work, limitMs) {
  const late = new Promise((_, reject) => {
    setTimeout(() => reject(Object.assign(new Error('late'), { code: 'late' })), limitMs);
  });
  return Promise.race([work, late]);
}

/** Waits for a state, never for a time: polls until the answer isn't null, undefined or false. */
export async function until<T>(
  what: string,
  ask: () => T | Promise<T>,
  limitMs = 20_000,
  everyMs = 50,
): Promise<NonNullable<Exclude<T, false>>> {
  const end = Date.now() + limitMs;
  let last: unknown;
  for (;;) {
    try {
      const answer = await ask();
      if (answer !== null && answer !== undefined && answer !== false)
        return answer as NonNullable<Exclude<T, false>>;
      last = answer;
    } catch (thrown) {
      last = thrown;
    }
    if (Date.now() > end)
      throw new Error(`waited ${limitMs} ms in vain for: ${what} (last: ${String(last)})`);
    await new Promise((done) => setTimeout(done, everyMs));
  }
}

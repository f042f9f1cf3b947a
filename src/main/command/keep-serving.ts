const AGAIN_AFTER_MS = 15_000;

type Served = { close(): Promise<void> };

/**
 * Without a socket the client still does its job, only not for the command line; what stood against it may pass (a disk
 * that was full at the start, reliability 24), so it is tried until it works.
 * @param failed told of the first failure alone
 */
export function keepServing(
  serve: () => Promise<Served>,
  failed: (thrown: unknown) => void,
  againAfterMs = AGAIN_AFTER_MS,
): Served {
  let timer: NodeJS.Timeout | undefined;
  let closed = false;
  let told = false;
  const attempt = (): Promise<Served | null> =>
    serve().catch((thrown: unknown) => {
      if (!told) failed(thrown);
      told = true;
      if (!closed) timer = setTimeout(again, againAfterMs).unref();
      return null;
    });
  const again = () => {
    trying = attempt();
  };
  let trying = attempt();
  return {
    async close() {
      closed = true;
      clearTimeout(timer);
      await (await trying)?.close();
    },
  };
}

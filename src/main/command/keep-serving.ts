const AGAIN_AFTER_MS = 15_000;

type Served = { close(): Promise<void> };
type Serving = Served & {
  /** Whether the command line can still find it. */
  isThere(): boolean;
};

/**
 * Without a socket the client still does its job, only not for the command line; what stood against it may pass (a disk
 * that was full at the start, reliability 24), so it is tried until it works, and again where somebody deleted it.
 * @param failed told of the first failure alone
 */
export function keepServing(
  serve: () => Promise<Serving>,
  failed: (thrown: unknown) => void,
  againAfterMs = AGAIN_AFTER_MS,
): Served {
  let timer: NodeJS.Timeout | undefined;
  let closed = false;
  let told = false;
  const later = (work: () => void) => {
    if (!closed) timer = setTimeout(work, againAfterMs).unref();
  };
  const attempt = (): Promise<Served | null> =>
    serve().then(
      (served) => {
        later(() => look(served));
        return served;
      },
      (thrown: unknown) => {
        if (!told) failed(thrown);
        told = true;
        later(again);
        return null;
      },
    );
  const again = () => {
    trying = attempt();
  };
  const look = (served: Serving) => {
    if (served.isThere()) later(() => look(served));
    else trying = served.close().then(attempt);
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

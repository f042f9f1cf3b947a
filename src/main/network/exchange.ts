import { type ClientRequest, net, type Session } from "../electron.ts";
import { NetworkError, netError, networkError } from "./network-error.ts";
import { type ProxyCredentials, type ProxyLogins, proxyPlace } from "./proxy-logins.ts";

const LARGEST_ANSWER = 8 * 1024 * 1024;

export type Exchange = {
  readonly url: URL;
  readonly init: RequestInit;
  /** An abort rejects with its reason. */
  readonly signal: AbortSignal;
  readonly via: Session;
  readonly proxyLogins: ProxyLogins;
  /** Holds the request as long as it is under way. */
  readonly open: Set<ClientRequest>;
};

type ReceivedHeaders = Readonly<Record<string, string | string[]>>;
type Received = {
  readonly status: number;
  readonly headers: ReceivedHeaders;
  readonly chunks: readonly Buffer[];
};

/** One request over Electron's `net` and its answer. Rejects with `NetworkError`, or with whatever else went wrong. */
export async function exchange(asked: Exchange): Promise<Response> {
  const { url, init, signal, via, proxyLogins, open } = asked;
  signal.throwIfAborted();
  const asking = net.request({
    method: init.method ?? "GET",
    url: url.href,
    session: via,
    credentials: "omit",
    useSessionCookies: false,
    redirect: "manual",
  });
  const proxy = answerProxy(asking, proxyLogins);
  const { answer: came, whole } = received(asking);
  const answer = came.catch((thrown: unknown) => {
    throw proxy.unanswered() ?? (thrown instanceof Error ? netError(thrown.message) : null) ?? thrown;
  });
  const over = new AbortController();
  const first = Promise.race([answer, stopped(asking, signal, over.signal)]);
  open.add(asking);
  try {
    send(asking, init);
    const { status, headers, chunks } = await first.catch((thrown: unknown) => {
      const enough = signal.aborted && !isTimeout(signal.reason) ? null : whole();
      if (enough === null) throw thrown;
      asking.abort();
      return enough;
    });
    if (status === 407) throw proxy.unanswered() ?? proxyRefusal(headers);
    return responseOf(status, headers, chunks);
  } finally {
    over.abort();
    open.delete(asking);
  }
}

function send(asking: ClientRequest, init: RequestInit): void {
  for (const [name, value] of new Headers(init.headers)) asking.setHeader(name, value);
  asking.setHeader("cache-control", "no-store");
  if (init.body !== undefined && init.body !== null) asking.write(Buffer.from(String(init.body)));
  asking.end();
}

/** Ends the request when `signal` aborts, until it is `over`; never resolves. */
function stopped(asking: ClientRequest, signal: AbortSignal, over: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const stop = () => {
      asking.abort();
      reject(signal.reason);
    };
    signal.addEventListener("abort", stop, { once: true, signal: over });
  });
}

/**
 * The whole answer. A redirect is an answer like any other: the caller decides, and nothing follows it. `whole`: what has
 * come so far of a good one, if its JSON is whole although its end never came: the token in it is good for one request,
 * and may be the only one that is left (reliability 14).
 */
function received(asking: ClientRequest) {
  let begun: Received | null = null;
  const answer = new Promise<Received>((resolve, reject) => {
    asking.on("error", reject);
    asking.on("abort", () => reject(new NetworkError("NET_SERVER", "ended by us")));
    asking.on("redirect", (status, _method, _to, headers) => {
      resolve({ status, headers, chunks: [] });
      asking.abort();
    });
    asking.on("response", (answer) => {
      const chunks: Buffer[] = [];
      const { statusCode: status, headers } = answer;
      begun = { status, headers, chunks };
      let size = 0;
      answer.on("data", (chunk) => {
        chunks.push(chunk);
        size += chunk.length;
        if (size <= LARGEST_ANSWER) return;
        begun = null;
        reject(new NetworkError("NET_UNEXPECTED_ANSWER", "larger than any answer"));
        asking.abort();
      });
      answer.on("error", reject);
      answer.on("aborted", () => reject(new NetworkError("NET_SERVER", "broken off")));
      answer.on("end", () => resolve({ status, headers, chunks }));
    });
  });
  return { answer, whole: () => (begun !== null && isWhole(begun) ? begun : null) };
}

function isWhole({ status, chunks }: Received): boolean {
  if (status < 200 || status > 299) return false;
  try {
    return typeof JSON.parse(Buffer.concat(chunks).toString("utf8")) === "object";
  } catch {
    return false;
  }
}

/**
 * Tells a proxy who is asking (Electron, ClientRequest "login"; reliability 30). Basic authentication of a server isn't
 * answered: the request goes on as if somebody had pressed Cancel.
 */
function answerProxy(asking: ClientRequest, logins: ProxyLogins): { unanswered(): NetworkError | null } {
  const given = new Map<string, ProxyCredentials>();
  let unanswered: NetworkError | null = null;
  asking.on("login", (question, answer) => {
    if (!question.isProxy) return answer();
    const proxy = proxyPlace(question);
    const before = given.get(proxy);
    // The same request asks again: the proxy has refused what it was told.
    if (before !== undefined) logins.refused(proxy, before);
    void logins
      .of(proxy)
      .catch(() => null)
      .then((known) => {
        if (known !== null) {
          given.set(proxy, known);
          return answer(known.user, known.password);
        }
        const named = logins.waiting() === proxy;
        unanswered = new NetworkError(named ? "NET_PROXY_AUTH" : "NET_PROXY", `HTTP 407 ${question.scheme}`);
        answer();
      });
  });
  return { unanswered: () => unanswered };
}

/** A proxy that offers only schemes that Chromium can't answer here, such as Negotiate without a ticket (RFC 4559 5). */
function proxyRefusal(headers: ReceivedHeaders): NetworkError {
  const schemes = [headers["proxy-authenticate"] ?? []].flat().map((one) => one.split(" ")[0] ?? "");
  const wantsTicket = schemes.some((scheme) => scheme.toLowerCase() === "negotiate");
  const detail = ["HTTP 407", ...schemes.slice(0, 4)].join(" ");
  return new NetworkError(wantsTicket ? "NET_PROXY_TICKET" : "NET_PROXY", detail);
}

function responseOf(status: number, headers: ReceivedHeaders, chunks: readonly Buffer[]): Response {
  if (status < 200 || status > 599) throw new NetworkError("NET_UNEXPECTED_ANSWER", `HTTP ${status}`);
  const hasBody = chunks.length > 0 && ![204, 205, 304].includes(status);
  const pairs = Object.entries(headers).flatMap(([name, values]) =>
    // Bytes, as in `fetch`: Electron has read them as UTF-8, and `Response` takes no such text.
    [values].flat().map((value): [string, string] => [name, Buffer.from(value, "utf8").toString("latin1")]),
  );
  try {
    return new Response(hasBody ? Buffer.concat(chunks) : null, { status, headers: pairs });
  } catch (thrown) {
    throw networkError(thrown) ?? new NetworkError("NET_UNEXPECTED_ANSWER", "no answer of HTTP");
  }
}

/** Whether a signal was aborted because its time is up. */
export function isTimeout(reason: unknown): boolean {
  return reason instanceof DOMException && reason.name === "TimeoutError";
}

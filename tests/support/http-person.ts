import { loopbackRequest } from "../../service/web/loopback-request.ts";

/** A person at a browser, over plain HTTP: keeps cookies by host name, follows redirects, fills in forms. Loopback only. */
export type HttpPerson = {
  /** Opens a page and follows redirects, up to the first one to `stopAt` (origin), which isn't opened. */
  open(url: string, stopAt?: string): Promise<Page>;
  /** Sends the page's first form (or the one whose action contains `form`), with its hidden fields and these. */
  submit(page: Page, fields: Readonly<Record<string, string>>, stopAt?: string, form?: string): Promise<Page>;
};

export type Page = { readonly url: string; readonly status: number; readonly body: string };

export function createHttpPerson(): HttpPerson {
  const jar = new Map<string, Map<string, string>>();

  async function go(
    method: "GET" | "POST",
    url: string,
    body: string | undefined,
    stopAt?: string,
  ): Promise<Page> {
    let next: { method: "GET" | "POST"; url: string; body: string | undefined } = { method, url, body };
    for (let hops = 0; hops < 20; hops += 1) {
      if (stopAt !== undefined && new URL(next.url).origin === stopAt)
        return { url: next.url, status: 0, body: "" };
      const answer = await send(jar, next.method, next.url, next.body);
      if (answer.location === null) return { url: next.url, status: answer.status, body: answer.body };
      next = { method: "GET", url: new URL(answer.location, next.url).href, body: undefined };
    }
    throw new Error("too many redirects");
  }

  return {
    open: (url, stopAt) => go("GET", url, undefined, stopAt),
    submit(page, fields, stopAt, form = "") {
      const forms = [...page.body.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/gu)];
      const found = forms.find(([, attributes = ""]) => attributes.includes(form));
      if (found === undefined) throw new Error(`no form at ${page.url}`);
      const [, attributes = "", inside = ""] = found;
      const values = { ...hidden(inside), ...fields };
      const action = new URL(attribute(attributes, "action") ?? "", page.url).href;
      return go("POST", action, new URLSearchParams(values).toString(), stopAt);
    },
  };
}

function hidden(form: string): Record<string, string> {
  const inputs = [...form.matchAll(/<input\b([^>]*)>/gu)].map(([, attributes = ""]) => attributes);
  const fields = inputs
    .filter((one) => attribute(one, "type") === "hidden")
    .map((one) => [attribute(one, "name") ?? "", attribute(one, "value") ?? ""]);
  return Object.fromEntries(fields);
}

function attribute(text: string, name: string): string | null {
  const value = new RegExp(`\\b${name}="([^"]*)"`, "u").exec(text)?.[1];
  return value === undefined ? null : value.replaceAll("&amp;", "&").replaceAll("&quot;", '"');
}

type Sent = { readonly status: number; readonly location: string | null; readonly body: string };

async function send(
  jar: Map<string, Map<string, string>>,
  method: "GET" | "POST",
  url: string,
  body?: string,
): Promise<Sent> {
  const target = new URL(url);
  const cookies = jar.get(target.hostname) ?? new Map<string, string>();
  jar.set(target.hostname, cookies);
  const answer = await loopbackRequest(url, {
    method,
    headers: {
      origin: target.origin,
      cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; "),
      ...(body !== undefined && { "content-type": "application/x-www-form-urlencoded" }),
    },
    ...(body !== undefined && { body }),
    // Whom a person's browser trusts isn't what is tested.
    anyCertificate: true,
  });
  const { status, headers } = answer;
  for (const cookie of [headers["set-cookie"] ?? []].flat()) keep(cookies, cookie);
  const location = status >= 300 && status < 400 ? String(headers.location ?? "") : "";
  return { status, location: location === "" ? null : location, body: answer.body };
}

function keep(cookies: Map<string, string>, line: string): void {
  const [pair = "", ...attributes] = line.split(";");
  const at = pair.indexOf("=");
  const [name, value] = [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
  const gone = attributes.some((one) => /^\s*expires=thu, 01 jan 1970/iu.test(one));
  if (gone || value === "") cookies.delete(name);
  else cookies.set(name, value);
}

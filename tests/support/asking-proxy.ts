import { request as ask, createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A proxy that wants to know who is there, once for each connection; for plain HTTP on loopback alone. */
export type AskingProxy = {
  readonly url: string;
  readonly place: string;
  readonly close: () => Promise<void>;
};

export async function startAskingProxy(user: string, password: string): Promise<AskingProxy> {
  const wanted = `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;
  const server = createServer((request, response) => {
    const { "proxy-authorization": told, ...headers } = request.headers;
    if (told !== wanted) {
      response.writeHead(407, { "proxy-authenticate": 'Basic realm="office"' }).end();
      return;
    }
    const to = new URL(request.url ?? "");
    const passed = ask(
      { host: "127.0.0.1", port: to.port, path: to.pathname + to.search, method: request.method, headers },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      },
    );
    passed.once("error", () => response.destroy());
    response.once("close", () => passed.destroy());
    request.pipe(passed);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const place = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: `http://${place}`,
    place,
    close: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

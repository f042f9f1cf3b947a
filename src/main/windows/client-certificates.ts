import { app, type Certificate } from "../electron.ts";

/**
 * A server that gets a client certificate learns who uses this PC. Electron by itself sends the first that fits to any
 * server ("select-client-certificate"); here only those of issuers that policy names are ever sent.
 * @param issuers common names, exact
 */
export function guardClientCertificates(issuers: () => readonly string[]): void {
  app.on("select-client-certificate", (event, _contents, _url, certificates, answer) => {
    event.preventDefault();
    const named = issuers();
    const fitting = certificates.find(({ issuer }) => named.includes(issuer.commonName));
    // With `null` the connection goes on without one, and the server decides; `undefined` would end it
    // (OnClientCertificateSelected in electron_browser_client's API), whatever the type says.
    (answer as (certificate: Certificate | null) => void)(fitting ?? null);
  });
}

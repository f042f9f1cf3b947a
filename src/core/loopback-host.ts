/** `localhost`, every name under it (RFC 6761 6.3), 127/8 and ::1; a host name as `URL` writes it. */
export function isLoopback(hostname: string): boolean {
  const name = hostname.replace(/\.$/u, "");
  return (
    name === "localhost" || name.endsWith(".localhost") || name === "[::1]" || /^127(\.\d+){3}$/u.test(name)
  );
}

/** The host comes first, so that no page title can push it out of sight (reliability 5). */
export function windowTitle(url: string, title: string, serviceName: string): string {
  const host = URL.parse(url)?.host ?? "";
  return [host, title, serviceName].filter((part) => part !== "").join(" – ");
}

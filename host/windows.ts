/** The open windows, in the order they were made; apart from browser-window.ts so that app.ts needs no cycle. */
export type OpenWindow = { requestClose(): Promise<boolean>; destroy(): void };

export const openWindows = new Set<OpenWindow>();

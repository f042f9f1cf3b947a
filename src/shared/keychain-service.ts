/** The name under which the client's entries stand in the OS keychain. */
export const KEYCHAIN_SERVICE = "storage-service-drive";

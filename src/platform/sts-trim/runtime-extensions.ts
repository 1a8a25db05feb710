/** Stands in for the SDK's client extensions: Stint has none. */
export const resolveRuntimeExtensions = <T>(config: T): T => config;

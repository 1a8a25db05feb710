/** Stands in for event streams, which no STS operation has; the SDK would load them with a dynamic import, which a worker refuses. */
export {};

/** Stands in for the SDK's client middleware: of it Stint needs the Host header alone, which is part of what is signed. */
interface SmithyRequest {
  readonly hostname: string;
  readonly port?: number;
  readonly headers: Record<string, string>;
}
type Next = (args: { request: SmithyRequest }) => Promise<unknown>;
interface Stack {
  add(middleware: (next: Next) => Next, options: { step: string; name: string }): void;
}

export const getHostHeaderPlugin = () => ({
  applyToStack(stack: Stack): void {
    const host = (next: Next): Next => {
      return (args) => {
        const { hostname, port, headers } = args.request;
        headers['host'] = port ? `${hostname}:${port}` : hostname;
        return next(args);
      };
    };
    stack.add(host, { step: 'build', name: 'hostHeader' });
  },
});

const nothing = () => ({ applyToStack() {} });
export const getLoggerPlugin = nothing;
export const getRecursionDetectionPlugin = nothing;
export const getUserAgentPlugin = nothing;
export const resolveUserAgentConfig = <T>(config: T): T => config;
export const resolveHostHeaderConfig = <T>(config: T): T => config;
export const setCredentialFeature = <T>(credentials: T): T => credentials;
/** Imported by the SDK's role assumers, which Stint does not use; never called. */
export const stsRegionDefaultResolver = undefined;

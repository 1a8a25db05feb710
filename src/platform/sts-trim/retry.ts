/** Stands in for the SDK's retries: a code that may have been used is never sent again, so Stint decides on each try itself. */
import { placeholder } from './middleware.ts';

export const resolveRetryConfig = <T>(config: T): T => config;
export const getRetryPlugin = () => placeholder('finalizeRequest', 'retryMiddleware');

import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { hashOf, parseRoute, type Route, sameRoute } from './route.ts';

export interface HashRoute {
  readonly route: Route;
  /** What the page before this one wants said here ("dev is ready"); empty for nothing. */
  readonly notice: string;
  /** Where the user wants to go while something unsaved keeps them; undefined when nothing does. */
  readonly wanted: Route | undefined;
  /** Goes to a page unless something unsaved stands in between. */
  readonly go: (route: Route, notice?: string) => void;
  /** Goes there whatever is unsaved. */
  readonly leaveTo: (route: Route, notice?: string) => void;
  /** Stays: forgets {@link wanted}. */
  readonly stay: () => void;
  /** Tells whether something unsaved is on the page now. */
  readonly setUnsaved: (unsaved: boolean) => void;
}

/** The page the address names, kept in step with links, the Back button and typed addresses. */
export function useHashRoute(): HashRoute {
  const [at, setAt] = useState({ route: parseRoute(location.hash), notice: '' });
  const [wanted, setWanted] = useState<Route>();
  const current = useRef(at.route);
  const unsaved = useRef(false);

  const show = useCallback((route: Route, notice: string) => {
    current.current = route;
    unsaved.current = false;
    setWanted(undefined);
    setAt({ route, notice });
  }, []);

  useEffect(() => {
    const arrived = () => {
      const next = parseRoute(location.hash);
      if (sameRoute(next, current.current)) return;
      if (unsaved.current) {
        // The address must go on naming what is shown.
        history.replaceState(null, '', hashOf(current.current));
        setWanted(next);
      } else {
        show(next, '');
      }
    };
    addEventListener('hashchange', arrived);
    return () => removeEventListener('hashchange', arrived);
  }, [show]);

  const leaveTo = useCallback(
    (route: Route, notice = '') => {
      // Not through `location.hash`: its event comes later, and until then page and address would disagree.
      if (!sameRoute(route, parseRoute(location.hash))) history.pushState(null, '', hashOf(route));
      show(route, notice);
    },
    [show],
  );
  const go = useCallback(
    (route: Route, notice = '') => {
      if (unsaved.current && !sameRoute(route, current.current)) setWanted(route);
      else leaveTo(route, notice);
    },
    [leaveTo],
  );
  const stay = useCallback(() => setWanted(undefined), []);
  const setUnsaved = useCallback((value: boolean) => {
    unsaved.current = value;
    if (!value) setWanted(undefined);
  }, []);

  return { ...at, wanted, go, leaveTo, stay, setUnsaved };
}

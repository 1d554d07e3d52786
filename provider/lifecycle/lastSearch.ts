/** How long a wait that ends may still look for its image: a second Ctrl-C leaves five seconds. */
export const LAST_SEARCH_MS = 3_000;

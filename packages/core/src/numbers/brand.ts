declare const brand: unique symbol;

/** A `T` that only its own maker function can produce. Costs nothing at run time. */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name };

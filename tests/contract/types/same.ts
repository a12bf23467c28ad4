// `same` holds two types against each other: `same<A, B>(true)` compiles only if they are the same type.

export type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
export declare function same<A, B>(isTheSame: Same<A, B>): void;

type EventsOf<M> = Record<keyof M, (...args: any) => void>;
type LastOf<T extends unknown[]> = T extends [...unknown[], infer L] ? L : never;
type BodyOf<F extends (...args: any) => unknown> =
  Parameters<F> extends infer P ? (P extends [...infer B, unknown] ? B : never) : never;
type AnswerOf<F extends (...args: any) => unknown> =
  LastOf<Parameters<F>> extends (...answer: infer R) => unknown ? R : never;
interface Emitting<C extends EventsOf<C>> {
  emit<E extends keyof C & string>(event: E, ...body: BodyOf<C[E]>): this;
  emitWithAck<E extends keyof C & string>(event: E, ...body: BodyOf<C[E]>): Promise<AnswerOf<C[E]>[0]>;
}
interface AckInTime<A extends unknown[]> {
  (error: Error | null, ...answer: A): void;
}
interface EmittingInTime<C extends EventsOf<C>> {
  emit<E extends keyof C & string>(event: E, ...body: BodyOf<C[E]>): this;
  emit<E extends keyof C & string>(event: E, ...args: [...body: BodyOf<C[E]>, ack: AckInTime<AnswerOf<C[E]>>]): this;
  emitWithAck<E extends keyof C & string>(event: E, ...body: BodyOf<C[E]>): Promise<AnswerOf<C[E]>[0]>;
}
/** `Socket` of socket.io-client, whose acknowledgements may be left out and whose `timeout` keeps their types. */
export type TypedSocket<S extends EventsOf<S>, C extends EventsOf<C>> = Emitting<C> & {
  timeout(milliseconds: number): EmittingInTime<C>;
} & Client<S, C>;

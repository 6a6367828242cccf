/** Hears of each thing found; the value is only there to tell two of them apart. */
export type MatchHandler = (kind: string, value: string) => void;

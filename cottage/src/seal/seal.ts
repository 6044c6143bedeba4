/** All that seals and opens, in one import. libsodium itself is loaded on first use. */
export { fromBase64, padded, sizeStep, STEP, toBase64, unpadded } from "./bytes";
export { fingerprint } from "./fingerprint";
export { isVouched, predecessor, succeed, unwrap, wrapFor } from "./group";
export type { GroupWrap, Succession } from "./group";
export { openGroups, openKeys } from "./opening";
export type { GroupState, OwnState } from "./opening";
export { lockPair, strongEnough, unlockPair } from "./passphrase";
export type { Entry, Outcome, Payload, Reason, Urgency } from "./payload";
export type { Opened, Pair, SealedRecord } from "./record";
export { makePair, open, openBytes, openEntry, pairOf, rewrap, seal, sealBytes, sealEntry } from "./record";
export { SealError, sodium } from "./sodium";

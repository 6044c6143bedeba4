/**
 * The signed envelope of passes and health certificates: one format, one decoder, one trust list.
 * The server's twin is linli/gates/envelope; both read protocol/hcert/.
 */
export { fromBase64, toBase64url, toUuid } from "./bytes";
export { type Code, PASS_STATES, type PassState } from "./codes";
export type { HealthClaims, Kind, PassClaims, PassKind } from "./payload";
export { Trust, type TrustEntry } from "./trust";
export { type Verdict, verify } from "./verify";

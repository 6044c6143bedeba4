/** What lies inside; the JSON schema is protocol/scales/record.schema.json. */
export type Urgency = "life" | "call_me" | "severe" | "above" | "below";
export type Outcome = "agreed" | "later" | "appointment" | "referred" | "removed";
export type Reason = "not_responding" | "wrong_number" | "moved" | "declined" | "died" | "other";

export interface Payload {
  v: 1;
  record?: string;
  kind: "registration" | "test" | "talk";
  person: string;
  nickname: string;
  phone: string;
  scale?: string;
  scale_version?: string | number;
  language: "zh-hans" | "en";
  answers?: (number | null)[];
  total?: number;
  band?: string;
  level?: "none" | "mild" | "moderate" | "severe";
  above?: boolean;
  alerts?: string[];
  cutoff?: object;
  citation?: string;
  urgency: Urgency;
  text?: string;
  slot?: object;
  reply_to?: { box: string; key: string };
  at: string;
  by?: "self" | "paper" | "counsellor";
}

export interface Entry {
  v: 1;
  kind:
    | "attempt"
    | "outcome"
    | "note"
    | "appointment"
    | "referral"
    | "help"
    | "urgency"
    | "closing"
    | "told"
    | "breaking";
  after?: number;
  at: string;
  by: { id: string; name: string };
  outcome?: Outcome;
  reason?: Reason;
  urgency?: Urgency;
  text?: string;
  [more: string]: unknown;
}

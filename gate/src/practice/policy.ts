// The practice rules: one exit a household a day, health code, temperature, as in a real phase.
import type { Policy, Step } from "../types";

const COLOURS = [
  { word: "green", zh: "绿", en: "Green" },
  { word: "yellow", zh: "黄", en: "Yellow" },
  { word: "red", zh: "红", en: "Red" },
];
const temperature: Step = { check: "temperature", below: 373, least: 340, most: 430 };

export const PRACTICE_POLICY: Policy = {
  version: "practice/day@1",
  title: { zh: "练习", en: "Practice" },
  phase: "practice",
  lapses_at: 0,
  hash: "",
  gate: {
    exit: [
      { check: "pass_valid", roster: true },
      { check: "household_exits", per_day: 1 },
      { check: "identity_compared" },
      { check: "health_code", accept: ["green"], colours: COLOURS, certificate: true },
      temperature,
    ],
    entry: [{ check: "pass_valid", roster: true }, { check: "identity_compared" }, temperature],
    others: { courier: { entry: [{ check: "stays_outside" }], exit: [] } },
  },
};

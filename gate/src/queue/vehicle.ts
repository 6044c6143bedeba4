// Those in one car as a party: each with their own steps, one confirmation, one plate on every crossing.
import { residentSubject, type Subject } from "../check/arrival";
import type { Direction, Resident } from "../types";
import type { Member, Party } from "./party";

/** One seat: a resident of the roster, or somebody from outside of whom only the kind is known. */
export type Seat = { label: string } & ({ resident: Resident } | { subject: Subject });

export function vehicleParty(direction: Direction, vehicle: string, members: Member[]): Party {
  return { direction, members, vehicle };
}

export function passengers(seats: Seat[]): Member[] {
  return seats.map((seat, index) => {
    const blank = { prepared: "", said: {}, answers: {}, going: true, digits: "" };
    if ("resident" in seat) return { resident: seat.resident, subject: residentSubject(seat.resident), ...blank };
    return { resident: stranger(index, seat.label), subject: seat.subject, ...blank };
  });
}

/** Only what a row on the screen needs: no resident, no household, nothing of it reaches a crossing. */
function stranger(index: number, label: string): Resident {
  return {
    id: `seat-${index + 1}`, household: "", room: "", name: `${label} ${index + 1}`, surname: "", initials: "", building: "",
    here: false, confirmed: false, orders: [], permits: [],
  };
}

// The roster in memory: who lives where, which pass is whose. Empty is normal: a gate works without it.
import { search } from "./search";
import type { Pass, Resident } from "./types";

/** A typed short code without what people add or confuse: case, spaces, hyphens, O for 0, I and L for 1. */
export function plainCode(text: string): string {
  return text
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[\s\-—–_.]+/g, "")
    .replace(/O/g, "0")
    .replace(/[IL]/g, "1");
}

export class Roster {
  readonly residents = new Map<string, Resident>();
  private readonly passes = new Map<string, Pass>();
  private readonly codes = new Map<string, Pass>();
  private readonly households = new Map<string, Resident[]>();

  constructor(residents: Resident[] = [], passes: Pass[] = []) {
    for (const resident of residents) {
      this.residents.set(resident.id, resident);
      const home = this.households.get(resident.household);
      if (home) home.push(resident);
      else this.households.set(resident.household, [resident]);
    }
    for (const pass of passes) {
      this.passes.set(pass.id, pass);
      if (pass.code) this.codes.set(plainCode(pass.code), pass);
    }
  }

  get size(): number {
    return this.residents.size;
  }

  resident(id: string): Resident | undefined {
    return this.residents.get(id);
  }

  pass(id: string): Pass | undefined {
    return this.passes.get(id);
  }

  byCode(text: string): Pass | undefined {
    return this.codes.get(plainCode(text));
  }

  household(id: string): Resident[] {
    return this.households.get(id) ?? [];
  }

  find(query: string): Resident[] {
    return search(this.residents.values(), query);
  }
}

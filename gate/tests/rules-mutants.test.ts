// Mutants of rules.ts and rules_checks.ts, each with one small change, die by the same vectors (why our own: docs/adr/0005-own-mutants.md).
import { readFileSync } from "node:fs";
import ts from "typescript";
import { expect, it } from "vitest";
import type { decide as Decide } from "../src/rules";
import { differs, examples, vectors } from "./vectors";

const S = ts.SyntaxKind;
const SWAPS = new Map<ts.SyntaxKind, ts.SyntaxKind[]>([
  [S.LessThanToken, [S.LessThanEqualsToken, S.GreaterThanEqualsToken]],
  [S.LessThanEqualsToken, [S.LessThanToken, S.GreaterThanToken]],
  [S.GreaterThanToken, [S.GreaterThanEqualsToken, S.LessThanEqualsToken]],
  [S.GreaterThanEqualsToken, [S.GreaterThanToken, S.LessThanToken]],
  [S.EqualsEqualsEqualsToken, [S.ExclamationEqualsEqualsToken]],
  [S.ExclamationEqualsEqualsToken, [S.EqualsEqualsEqualsToken]],
  [S.AmpersandAmpersandToken, [S.BarBarToken]],
  [S.BarBarToken, [S.AmpersandAmpersandToken]],
  [S.PlusToken, [S.MinusToken]],
  [S.MinusToken, [S.PlusToken]],
  [S.AsteriskToken, [S.PlusToken]],
  [S.SlashToken, [S.AsteriskToken]],
  [S.PercentToken, [S.AsteriskToken]],
]);

/** [start, end, replacement] of every change, by position in the source. */
function changes(source: string): [number, number, string][] {
  const file = ts.createSourceFile("rules.ts", source, ts.ScriptTarget.ES2020, true);
  const found: [number, number, string][] = [];
  const put = (node: ts.Node, text: string) => found.push([node.getStart(), node.getEnd(), text]);
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node) || ts.isInterfaceDeclaration(node) || ts.isImportDeclaration(node)) return;
    if (ts.isBinaryExpression(node)) {
      for (const other of SWAPS.get(node.operatorToken.kind) ?? []) put(node.operatorToken, ts.tokenToString(other)!);
    }
    if (ts.isPrefixUnaryExpression(node) && node.operator === S.ExclamationToken) put(node, node.operand.getText());
    if (ts.isNumericLiteral(node)) put(node, String(Number(node.text.replace("_", "")) + 1));
    if (ts.isStringLiteral(node)) put(node, JSON.stringify(node.text + "?"));
    if (ts.isNoSubstitutionTemplateLiteral(node)) put(node, '"?"');
    if (node.kind === S.TrueKeyword) put(node, "false");
    if (node.kind === S.FalseKeyword) put(node, "true");
    if (ts.isIfStatement(node)) for (const value of ["true", "false"]) put(node.expression, value);
    if (ts.isConditionalExpression(node)) for (const value of ["true", "false"]) put(node.condition, value);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

const options = { compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2020 } };
type Exports = { decide: typeof Decide };

const read = (name: string) => readFileSync(new URL(`../src/${name}.ts`, import.meta.url), "utf8");

/** Runs one file; `sibling` is what its one import of code gets. */
function run(source: string, sibling: unknown): unknown {
  const module = { exports: {} };
  const code = ts.transpileModule(source, options).outputText;
  new Function("module", "exports", "require", code)(module, module.exports, () => sibling);
  return module.exports;
}

function alive(name: string, decideOf: (mutant: string) => typeof Decide): string[] {
  const source = read(name);
  const cases = [...vectors(), ...examples()];
  const all = changes(source);
  expect(all.length).toBeGreaterThan(40);
  const living = all.filter(([start, end, text]) => {
    try {
      const decide = decideOf(source.slice(0, start) + text + source.slice(end));
      return !cases.some((each) => differs(decide(each.policy, each.facts), each.expect));
    } catch {
      return false;
    }
  });
  return living.map(([start, end, text]) => {
    const line = source.slice(0, start).split("\n").length;
    return `${name} ${line}: ${source.slice(start, end)} -> ${text} | ${source.split("\n")[line - 1]!.trim()}`;
  });
}

it("every mutant of the rules dies", () => {
  const checks = run(read("rules_checks"), undefined);
  expect(alive("rules", (mutant) => (run(mutant, checks) as Exports).decide)).toEqual([]);
}, 120_000);

it("every mutant of the checks dies", () => {
  const rules = read("rules");
  expect(alive("rules_checks", (mutant) => (run(rules, run(mutant, undefined)) as Exports).decide)).toEqual([]);
}, 240_000);

import { join } from 'node:path';
import ts from 'typescript';
import { listPackages } from './workspace.js';

/** What one entry of a built package exports. */
export interface Surface {
  readonly specifier: string;
  readonly values: readonly string[];
  readonly types: readonly string[];
}

/** Reads the declaration files in `dist/`. */
export function listSurfaces(): readonly Surface[] {
  const entries = listPackages().flatMap(({ path, entries }) =>
    entries.map(({ specifier, module }) => ({
      specifier,
      declarations: join(path, 'dist', `${module}.d.ts`),
    })),
  );
  const program = ts.createProgram(
    entries.map(({ declarations }) => declarations),
    { module: ts.ModuleKind.NodeNext, target: ts.ScriptTarget.ES2022, types: [] },
  );
  const checker = program.getTypeChecker();
  return entries.map(({ specifier, declarations }) => {
    const file = program.getSourceFile(declarations);
    const module = file === undefined ? undefined : checker.getSymbolAtLocation(file);
    if (module === undefined) throw new Error(`${declarations} is missing: build first`);
    const values: string[] = [];
    const types: string[] = [];
    for (const symbol of checker.getExportsOfModule(module)) {
      const alias = (symbol.flags & ts.SymbolFlags.Alias) !== 0;
      const target = alias ? checker.getAliasedSymbol(symbol) : symbol;
      const isValue = (target.flags & ts.SymbolFlags.Value) !== 0;
      (isValue ? values : types).push(symbol.name);
    }
    return { specifier, values, types };
  });
}

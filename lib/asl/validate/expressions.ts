import { compile, expressionSource, isExpression, type Compiled } from '../expression';
import { isJsonObject, type Json } from '../json';
import type { Findings } from './problems';

/** Finds expressions in a field that cannot work on AWS: syntax errors, `$eval`, and uses of a document that is not there. */
export function checkExpressions(template: Json | undefined, findings: Findings): void {
  if (typeof template === 'string') checkText(template, findings);
  else if (Array.isArray(template))
    template.forEach((item, index) => {
      checkExpressions(item, findings.at(index));
    });
  else if (isJsonObject(template)) {
    for (const [key, value] of Object.entries(template)) checkExpressions(value, findings.at(key));
  }
}

function checkText(text: string, findings: Findings): void {
  if (text.startsWith('{%') !== text.endsWith('%}')) {
    findings.invalid(`an expression is '{% .. %}' with nothing around it: ${text}`);
    return;
  }
  if (!isExpression(text)) return;
  for (const problem of problemsIn(text)) findings.invalid(problem);
}

/** Problems by expression: a definition is checked before every run, and its expressions are the same each time. */
const known = new Map<string, readonly string[]>();

function problemsIn(text: string): readonly string[] {
  let problems = known.get(text);
  if (problems === undefined) known.set(text, (problems = findProblems(text)));
  return problems;
}

function findProblems(text: string): string[] {
  let expression: Compiled;
  try {
    expression = compile(text);
  } catch (thrown) {
    return [`not JSONata: ${(thrown as Error).message} in ${expressionSource(text)}`];
  }
  const { source } = expression;
  return [
    ...(expression.names.has('eval') ? [`$eval is not available in Step Functions: ${source}`] : []),
    ...topLevelFields(expression.ast()).map(
      (name) =>
        `${name} refers to an input document, which Step Functions does not provide (use $states.input): ${source}`,
    ),
  ];
}

interface Node {
  readonly type?: unknown;
  readonly value?: unknown;
  readonly [field: string]: unknown;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null;
}

/** Where the parts of a node stand in the same context as the node itself, so that no document is there either. */
const SAME_CONTEXT = ['lhs', 'rhs', 'expressions', 'expression', 'arguments', 'condition', 'then', 'else', 'body'];

/** `$`, `$$`, bare names and wildcards that stand where there is no context item. */
function topLevelFields(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(topLevelFields);
  if (!isNode(value)) return [];
  const { type } = value;
  // Only the first step of a path is evaluated without a context item.
  if (type === 'path') return topLevelFields((value.steps as readonly unknown[])[0]);
  if (type === 'name') return [String(value.value)];
  if (type === 'wildcard' || type === 'descendant' || type === 'parent')
    return [typeof value.value === 'string' ? value.value : '%'];
  if (type === 'variable') return value.value === '' || value.value === '$' ? [`$${value.value}`] : [];
  // A `:=` binds the name on its left.
  const fields = type === 'bind' ? ['rhs'] : SAME_CONTEXT;
  return fields.flatMap((field) => topLevelFields(value[field]));
}

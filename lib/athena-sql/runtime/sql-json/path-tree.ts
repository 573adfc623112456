/** A path of SQL's JSON functions, as the text behind `lax` or `strict` says (ISO 9075-2, "SQL/JSON path language"). */
export type PathNode =
  | { readonly kind: 'context' | 'item' | 'last' }
  | { readonly kind: 'literal'; readonly value: string | boolean | null }
  | { readonly kind: 'number'; readonly text: string }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'member' | 'descendants'; readonly base: PathNode; readonly name: string }
  | { readonly kind: 'members' | 'elements'; readonly base: PathNode }
  | {
      readonly kind: 'subscripts';
      readonly base: PathNode;
      readonly ranges: readonly { readonly from: PathNode; readonly to: PathNode | undefined }[];
    }
  | { readonly kind: 'filter'; readonly base: PathNode; readonly predicate: PathPredicate }
  | { readonly kind: 'method'; readonly base: PathNode; readonly name: PathMethod }
  | { readonly kind: 'sign'; readonly negative: boolean; readonly operand: PathNode }
  | {
      readonly kind: 'arithmetic';
      readonly operator: '+' | '-' | '*' | '/' | '%';
      readonly left: PathNode;
      readonly right: PathNode;
    };

export type PathMethod = 'abs' | 'ceiling' | 'double' | 'floor' | 'size' | 'type';

export type PathPredicate =
  | {
      readonly kind: 'comparison';
      readonly operator: '==' | '<>' | '<' | '<=' | '>' | '>=';
      readonly left: PathNode;
      readonly right: PathNode;
    }
  | { readonly kind: 'exists'; readonly path: PathNode }
  | { readonly kind: 'startsWith'; readonly whole: PathNode; readonly start: PathNode }
  | { readonly kind: 'isUnknown' | 'not'; readonly operand: PathPredicate }
  | { readonly kind: 'and' | 'or'; readonly left: PathPredicate; readonly right: PathPredicate };

/** A path and how strictly it is followed. */
export interface Path {
  readonly lax: boolean;
  readonly root: PathNode;
}

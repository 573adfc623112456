/** The syntax tree of one Trino query. Every node keeps its offset in the text, for messages. */

export interface Identifier {
  /** As written, without quotes. Trino compares names without regard to case, quoted or not. */
  readonly name: string;
  readonly quoted: boolean;
  readonly offset: number;
}

export type TypeNode =
  | { readonly kind: 'simple'; readonly name: string; readonly arguments: readonly number[]; readonly offset: number }
  | { readonly kind: 'array'; readonly element: TypeNode; readonly offset: number }
  | { readonly kind: 'map'; readonly key: TypeNode; readonly value: TypeNode; readonly offset: number }
  | {
      readonly kind: 'row';
      readonly fields: readonly { readonly name: Identifier | undefined; readonly type: TypeNode }[];
      readonly offset: number;
    };

export interface SortItem {
  readonly expression: Expression;
  readonly descending: boolean;
  readonly nullsFirst: boolean;
}

export type FrameBound =
  | { readonly kind: 'unboundedPreceding' | 'unboundedFollowing' | 'currentRow' }
  | { readonly kind: 'preceding' | 'following'; readonly value: Expression };

export interface Window {
  /** The window of the WINDOW clause that it is (OVER w) or begins with (OVER (w ...)). */
  readonly base: (Identifier & { readonly isAll: boolean }) | undefined;
  readonly partitionBy: readonly Expression[];
  readonly orderBy: readonly SortItem[];
  readonly frame:
    | { readonly unit: 'ROWS' | 'RANGE' | 'GROUPS'; readonly start: FrameBound; readonly end: FrameBound | undefined }
    | undefined;
}

export interface FunctionCall {
  readonly kind: 'call';
  readonly name: string;
  readonly arguments: readonly Expression[];
  readonly star: boolean;
  readonly distinct: boolean;
  readonly orderBy: readonly SortItem[];
  readonly filter: Expression | undefined;
  readonly ignoreNulls: boolean;
  /** Of listagg: whether what is too long is cut (ON OVERFLOW TRUNCATE). */
  readonly truncates?: boolean;
  readonly over: Window | undefined;
  readonly offset: number;
}

/** A value with FORMAT JSON, or without. */
export interface JsonInput {
  readonly value: Expression;
  readonly isJson: boolean;
}

/** What ON EMPTY or ON ERROR says. */
export type JsonBehavior =
  | { readonly kind: 'NULL' | 'ERROR' | 'TRUE' | 'FALSE' | 'UNKNOWN' | 'EMPTY ARRAY' | 'EMPTY OBJECT' }
  | { readonly kind: 'DEFAULT'; readonly value: Expression };

/** JSON_EXISTS, JSON_VALUE or JSON_QUERY. */
export interface JsonPathCall {
  readonly kind: 'jsonPath';
  readonly what: 'EXISTS' | 'VALUE' | 'QUERY';
  readonly input: JsonInput;
  readonly path: string;
  /** Where the path's first character stands. */
  readonly pathOffset: number;
  readonly passing: readonly (JsonInput & { readonly name: Identifier })[];
  readonly returning: TypeNode | undefined;
  readonly wrapper: 'CONDITIONAL' | 'UNCONDITIONAL' | undefined;
  readonly quotes: 'KEEP' | 'OMIT' | undefined;
  readonly onEmpty: JsonBehavior | undefined;
  readonly onError: JsonBehavior | undefined;
  readonly offset: number;
}

/** JSON_OBJECT or JSON_ARRAY. */
export interface JsonConstructor {
  readonly kind: 'jsonConstructor';
  readonly what: 'OBJECT' | 'ARRAY';
  /** Of an array, without keys. */
  readonly members: readonly (JsonInput & { readonly key: Expression | undefined })[];
  readonly absentOnNull: boolean;
  readonly unique: boolean;
  readonly returning: TypeNode | undefined;
  readonly offset: number;
}

export type ComparisonOperator = '=' | '<>' | '<' | '<=' | '>' | '>=';

export type ArithmeticOperator = '+' | '-' | '*' | '/' | '%' | '||';

export type Expression = { readonly offset: number } & (
  | { readonly kind: 'null' }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'integer' | 'decimal' | 'double'; readonly text: string }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'binary'; readonly hex: string }
  | { readonly kind: 'typed'; readonly type: string; readonly value: string }
  | {
      readonly kind: 'interval';
      readonly value: string;
      readonly negative: boolean;
      readonly from: string;
      readonly to: string | undefined;
    }
  | { readonly kind: 'parameter'; readonly index: number }
  | { readonly kind: 'column'; readonly name: Identifier }
  | { readonly kind: 'field'; readonly base: Expression; readonly name: Identifier }
  | { readonly kind: 'subscript'; readonly base: Expression; readonly index: Expression }
  | { readonly kind: 'array'; readonly elements: readonly Expression[] }
  | { readonly kind: 'row'; readonly elements: readonly Expression[] }
  | { readonly kind: 'unary'; readonly operator: '+' | '-'; readonly operand: Expression }
  | {
      readonly kind: 'binaryOperator';
      readonly operator: ArithmeticOperator;
      readonly left: Expression;
      readonly right: Expression;
    }
  | { readonly kind: 'atTimeZone'; readonly operand: Expression; readonly zone: Expression }
  | { readonly kind: 'not'; readonly operand: Expression }
  | { readonly kind: 'logical'; readonly operator: 'AND' | 'OR'; readonly operands: readonly Expression[] }
  | {
      readonly kind: 'comparison';
      readonly operator: ComparisonOperator;
      readonly left: Expression;
      readonly right: Expression;
    }
  | {
      readonly kind: 'distinctFrom';
      readonly left: Expression;
      readonly right: Expression;
      readonly negated: boolean;
    }
  | {
      readonly kind: 'between';
      readonly operand: Expression;
      readonly low: Expression;
      readonly high: Expression;
      readonly negated: boolean;
    }
  | {
      readonly kind: 'inList';
      readonly operand: Expression;
      readonly list: readonly Expression[];
      readonly negated: boolean;
    }
  | { readonly kind: 'inQuery'; readonly operand: Expression; readonly query: Query; readonly negated: boolean }
  | {
      readonly kind: 'quantified';
      readonly operator: ComparisonOperator;
      readonly quantifier: 'ANY' | 'ALL';
      readonly operand: Expression;
      readonly query: Query;
    }
  | {
      readonly kind: 'like';
      readonly operand: Expression;
      readonly pattern: Expression;
      readonly escape: Expression | undefined;
      readonly negated: boolean;
    }
  | { readonly kind: 'isNull'; readonly operand: Expression; readonly negated: boolean }
  | { readonly kind: 'exists'; readonly query: Query }
  | { readonly kind: 'scalarQuery'; readonly query: Query }
  | {
      readonly kind: 'case';
      readonly operand: Expression | undefined;
      readonly whens: readonly { readonly when: Expression; readonly then: Expression }[];
      readonly otherwise: Expression | undefined;
    }
  | { readonly kind: 'cast'; readonly operand: Expression; readonly type: TypeNode; readonly safe: boolean }
  | { readonly kind: 'extract'; readonly field: string; readonly operand: Expression }
  | {
      readonly kind: 'trim';
      readonly side: 'BOTH' | 'LEADING' | 'TRAILING';
      readonly characters: Expression | undefined;
      readonly operand: Expression;
    }
  | { readonly kind: 'grouping'; readonly columns: readonly Expression[] }
  | JsonPathCall
  | JsonConstructor
  | { readonly kind: 'lambda'; readonly parameters: readonly Identifier[]; readonly body: Expression }
  | FunctionCall
);

export type SelectItem =
  | { readonly kind: 'expression'; readonly expression: Expression; readonly alias: Identifier | undefined }
  | {
      readonly kind: 'star';
      readonly relation: Identifier | undefined;
      readonly columns: readonly Identifier[] | undefined;
      readonly offset: number;
    }
  /** All fields of a row. */
  | { readonly kind: 'fields'; readonly row: Expression; readonly columns: readonly Identifier[] | undefined };

export type GroupingElement =
  | { readonly kind: 'simple'; readonly expressions: readonly Expression[] }
  | { readonly kind: 'ROLLUP' | 'CUBE'; readonly sets: readonly (readonly Expression[])[] }
  | { readonly kind: 'GROUPING SETS'; readonly sets: readonly (readonly Expression[])[] };

export type Relation = { readonly offset: number } & (
  | { readonly kind: 'table'; readonly parts: readonly Identifier[] }
  | { readonly kind: 'subquery'; readonly query: Query }
  | { readonly kind: 'lateral'; readonly query: Query }
  | { readonly kind: 'sample'; readonly relation: Relation; readonly percentage: number }
  | { readonly kind: 'unnest'; readonly expressions: readonly Expression[]; readonly ordinality: boolean }
  | {
      readonly kind: 'alias';
      readonly relation: Relation;
      readonly alias: Identifier;
      readonly columns: readonly Identifier[] | undefined;
    }
  | {
      readonly kind: 'join';
      readonly type: 'CROSS' | 'INNER' | 'LEFT' | 'RIGHT' | 'FULL';
      readonly left: Relation;
      readonly right: Relation;
      readonly on: Expression | undefined;
      readonly using: readonly Identifier[] | undefined;
    }
);

export type QueryBody = { readonly offset: number } & (
  | {
      readonly kind: 'select';
      readonly distinct: boolean;
      readonly items: readonly SelectItem[];
      readonly from: Relation | undefined;
      readonly where: Expression | undefined;
      /** The condition as it is written. */
      readonly whereText: string | undefined;
      readonly groupBy: readonly GroupingElement[] | undefined;
      /** Whether of equal grouping sets one counts (GROUP BY DISTINCT). */
      readonly distinctSets: boolean;
      readonly windows: readonly { readonly name: Identifier; readonly window: Window }[];
      readonly having: Expression | undefined;
    }
  | { readonly kind: 'values'; readonly rows: readonly Expression[] }
  | { readonly kind: 'nested'; readonly query: Query }
  | {
      readonly kind: 'setOperation';
      readonly operator: 'UNION' | 'INTERSECT' | 'EXCEPT';
      readonly all: boolean;
      readonly left: QueryBody;
      readonly right: QueryBody;
    }
);

/** A query of a WITH clause. */
export interface WithQuery {
  readonly name: Identifier;
  readonly columns: readonly Identifier[] | undefined;
  readonly query: Query;
}

export interface Query {
  readonly with: readonly WithQuery[];
  /** Whether the queries of WITH may read themselves. */
  readonly recursive: boolean;
  readonly body: QueryBody;
  readonly orderBy: readonly SortItem[];
  readonly skip: number | undefined;
  readonly limit: number | undefined;
  /** Whether rows that the last one's order key is equal to count as well (WITH TIES). */
  readonly ties: boolean;
  readonly offset: number;
}

/** Half-open range of character offsets (UTF-16 code units) into the text as it was given. */
export type Span = { readonly from: number; readonly to: number };

/** `YYYY-MM-DD`, or `--MM-DD` where no year can be found anywhere in the text. */
export type PlanDate = string;

export type DateRange = { readonly from: PlanDate; readonly to: PlanDate };

/** What every extracted thing carries: where it stands, how sure the compiler is, and a name that lasts for one compile. */
export type Sourced = { readonly id: string; readonly span: Span; readonly confidence: number };

export type Phase = Sourced & DateRange & { readonly ordinal: number; readonly name: string };

export type PlanTask = Sourced & {
  readonly number: string;
  readonly text: string;
  readonly leadUnits: readonly string[];
  readonly supportUnits: readonly string[];
  readonly due: DateRange | null;
};

/** An item of the plan that orders work without saying whose it is. */
export type UnownedTask = Sourced & { readonly number: string; readonly text: string; readonly due: DateRange | null };

export type CadenceUnit = 'day' | 'week' | 'month' | 'quarter' | 'halfyear' | 'year';

export type Cadence = Sourced & {
  readonly quote: string;
  readonly unit: CadenceUnit;
  readonly interval: number;
  readonly count: number;
  readonly atLeast: boolean;
  /** 1 = Monday … 7 = Sunday. */
  readonly weekday?: number;
  /** Who receives what is due each time. */
  readonly recipient?: string;
  /** The words that set the day within the unit: 2月底前, 25日前. */
  readonly dueWords?: string;
};

export type PlanDeadline = Sourced &
  DateRange & { readonly quote: string; readonly recipient: string | null; readonly words: string };

export type BodyMember = { readonly role: string; readonly holders: readonly string[] };

export type PlanBody = Sourced & { readonly name: string; readonly members: readonly BodyMember[] };

export type Mechanism = Sourced & { readonly name: string; readonly quote: string };

export type OutlineNode = {
  readonly number: string;
  readonly heading: string;
  /** The node with everything under it. */
  readonly span: Span;
  readonly children: readonly OutlineNode[];
};

export type PlanNote = {
  readonly kind: 'cleaned' | 'doubtful' | 'not-understood';
  readonly sentence: string;
  readonly span: Span;
};

export type PlanConflict = {
  readonly sentence: string;
  readonly span: Span;
  /** Nothing contradicts, but a date has no year: answered by naming one for the whole plan. */
  readonly lacksYear?: true;
};

export type PlanPeriod = DateRange & Sourced;

export type CompiledPlan = {
  readonly title: string | null;
  readonly issuer: string | null;
  readonly baseYear: number | null;
  readonly period: PlanPeriod | null;
  readonly phases: readonly Phase[];
  readonly tasks: readonly PlanTask[];
  readonly cadences: readonly Cadence[];
  readonly deadlines: readonly PlanDeadline[];
  readonly bodies: readonly PlanBody[];
  readonly mechanisms: readonly Mechanism[];
  readonly unownedTasks: readonly UnownedTask[];
  readonly outline: readonly OutlineNode[];
  readonly notes: readonly PlanNote[];
  readonly conflicts: readonly PlanConflict[];
};

export type CompileOptions = {
  /** The year to assume where the text names none; what a person typed in. */
  readonly baseYear?: number;
};

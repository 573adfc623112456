/** A night a day, and two hours for one that takes longer than the one before: after so long without one, people are told. */
export const HOURS_BETWEEN_NIGHTS = 26;

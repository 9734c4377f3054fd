/** Whether a day that was announced has passed. Days are ISO 8601 dates, compared as such. */
export const isPast = (day: string, today: string | undefined): boolean =>
  today !== undefined && day.slice(0, 10) < today.slice(0, 10);

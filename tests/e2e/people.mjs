// Who takes part in the journeys: picked from the sample, so that tests read nothing twice.
import { sample_of } from './site.mjs';

// A rep, one of the rep's customers and, where asked, an open opportunity in a stage.
export function cast(folder, { stage, device } = {}) {
  const sample = sample_of(folder);
  const wanted = (sample.opportunity ?? []).find(({ values }) => !stage || (values.stage === stage && !values.lost && (!device || values.device === device)));
  if (stage && !wanted) throw new Error(`the sample has no opportunity in ${stage}`);
  const rep = sample.person.find(({ id, values }) => (wanted ? id === wanted.values.rep : values.role === 'rep'));
  const customer = sample.customer.find(({ id, values }) => (wanted ? id === wanted.values.customer : values.rep === rep.id));
  const manager = sample.person.find(({ id }) => id === rep.values.manager);
  const { latitude, longitude } = customer.values.location;
  return {
    sample, manager: manager.values.name, rep: rep.values.name, rep_id: rep.id, city: rep.values.city, region: rep.values.region, customer: customer.values.name, customer_values: customer.values,
    opportunity: wanted, place: { latitude: Number(latitude), longitude: Number(longitude), accuracy: 9 },
  };
}

// Minutes from now as a date and time field takes it, in the app's time zone.
export function local_time(minutes = 0) {
  return new Date(Date.now() + minutes * 60000 + 8 * 3600000).toISOString().slice(0, 16);
}
export const local_date = (days = 0) => new Date(Date.now() + days * 86400000 + 8 * 3600000).toISOString().slice(0, 10);

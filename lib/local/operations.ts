export { localActions, localAdoptionFacts } from './adopt/adoption';
export { localDoctorFacts } from './doctor/doctor-facts';
export { catalogFindings, restoreCatalog } from './adopt/restore';
export { openFolder, partitionsOf, listStoredExports, type LocalFolder } from './doctor/open-folder';

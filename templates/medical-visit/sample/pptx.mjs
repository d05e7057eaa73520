// A small, valid PowerPoint file (ECMA-376): one master, one layout, a theme and `titles.length` slides.
import { zip } from './zip.mjs';

export const pptx_media_type = 'application/vnd.openxmlformats-officedocument.presentationml.presentation';

const kHead = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const kMain = 'http://schemas.openxmlformats.org/drawingml/2006/main';
const kSlides = 'http://schemas.openxmlformats.org/presentationml/2006/main';
const kLinks = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const kNames = `xmlns:a="${kMain}" xmlns:r="${kLinks}" xmlns:p="${kSlides}"`;
const kType = 'application/vnd.openxmlformats-officedocument';

const escape = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const relations = (list) =>
  `${kHead}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
  list.map(([type, target], i) => `<Relationship Id="rId${i + 1}" Type="${kLinks}/${type}" Target="${target}"/>`).join('') +
  '</Relationships>';

const tree = (shapes) =>
  '<p:cSld><p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>' +
  '<p:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>' +
  `${shapes}</p:spTree></p:cSld>`;

const text_box = (id, y, size, text) =>
  `<p:sp><p:nvSpPr><p:cNvPr id="${id}" name="Text ${id}"/><p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr>` +
  `<p:spPr><a:xfrm><a:off x="685800" y="${y}"/><a:ext cx="7772400" cy="1143000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>` +
  `<p:txBody><a:bodyPr wrap="square"/><a:lstStyle/><a:p><a:r><a:rPr lang="zh-CN" sz="${size}"/><a:t>${escape(text)}</a:t></a:r></a:p></p:txBody></p:sp>`;

const colours = [['dk1', '1D2B2A'], ['lt1', 'FFFFFF'], ['dk2', '17494D'], ['lt2', 'EEF4F2'], ['accent1', '0E7C7B'],
  ['accent2', 'D9822B'], ['accent3', '5B8E7D'], ['accent4', '8C564B'], ['accent5', '4C78A8'], ['accent6', 'B279A2'],
  ['hlink', '0E7C7B'], ['folHlink', '5B5B8E']];
const fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>';
const line = `<a:ln w="9525">${fill}</a:ln>`;
const theme = `${kHead}<a:theme xmlns:a="${kMain}" name="Plain"><a:themeElements><a:clrScheme name="Plain">` +
  colours.map(([name, value]) => `<a:${name}><a:srgbClr val="${value}"/></a:${name}>`).join('') +
  '</a:clrScheme><a:fontScheme name="Plain">' +
  ['major', 'minor'].map((kind) => `<a:${kind}Font><a:latin typeface="Arial"/><a:ea typeface=""/><a:cs typeface=""/></a:${kind}Font>`).join('') +
  `</a:fontScheme><a:fmtScheme name="Plain"><a:fillStyleLst>${fill.repeat(3)}</a:fillStyleLst><a:lnStyleLst>${line.repeat(3)}</a:lnStyleLst>` +
  `<a:effectStyleLst>${'<a:effectStyle><a:effectLst/></a:effectStyle>'.repeat(3)}</a:effectStyleLst><a:bgFillStyleLst>${fill.repeat(3)}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>`;

export function pptx(titles) {
  const slides = titles.map((title, i) => ({ path: `ppt/slides/slide${i + 1}.xml`, title: Array.isArray(title) ? title : [title, ''] }));
  const overrides = [
    ['/ppt/presentation.xml', `${kType}.presentationml.presentation.main+xml`],
    ['/ppt/slideMasters/slideMaster1.xml', `${kType}.presentationml.slideMaster+xml`],
    ['/ppt/slideLayouts/slideLayout1.xml', `${kType}.presentationml.slideLayout+xml`],
    ['/ppt/theme/theme1.xml', `${kType}.theme+xml`],
    ...slides.map(({ path }) => [`/${path}`, `${kType}.presentationml.slide+xml`]),
  ];
  const map = ['bg1="lt1"', 'tx1="dk1"', 'bg2="lt2"', 'tx2="dk2"', ...[1, 2, 3, 4, 5, 6].map((n) => `accent${n}="accent${n}"`), 'hlink="hlink"', 'folHlink="folHlink"'].join(' ');
  return zip([
    { path: '[Content_Types].xml', data: `${kHead}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${overrides.map(([part, type]) => `<Override PartName="${part}" ContentType="${type}"/>`).join('')}</Types>` },
    { path: '_rels/.rels', data: relations([['officeDocument', 'ppt/presentation.xml']]) },
    { path: 'ppt/presentation.xml', data: `${kHead}<p:presentation ${kNames}><p:sldMasterIdLst><p:sldMasterId id="2147483648" r:id="rId1"/></p:sldMasterIdLst><p:sldIdLst>${slides.map((_, i) => `<p:sldId id="${256 + i}" r:id="rId${i + 2}"/>`).join('')}</p:sldIdLst><p:sldSz cx="9144000" cy="5143500"/><p:notesSz cx="6858000" cy="9144000"/></p:presentation>` },
    { path: 'ppt/_rels/presentation.xml.rels', data: relations([['slideMaster', 'slideMasters/slideMaster1.xml'], ...slides.map((_, i) => ['slide', `slides/slide${i + 1}.xml`]), ['theme', 'theme/theme1.xml']]) },
    { path: 'ppt/slideMasters/slideMaster1.xml', data: `${kHead}<p:sldMaster ${kNames}>${tree('')}<p:clrMap ${map}/><p:sldLayoutIdLst><p:sldLayoutId id="2147483649" r:id="rId1"/></p:sldLayoutIdLst></p:sldMaster>` },
    { path: 'ppt/slideMasters/_rels/slideMaster1.xml.rels', data: relations([['slideLayout', '../slideLayouts/slideLayout1.xml'], ['theme', '../theme/theme1.xml']]) },
    { path: 'ppt/slideLayouts/slideLayout1.xml', data: `${kHead}<p:sldLayout ${kNames} type="blank">${tree('')}<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>` },
    { path: 'ppt/slideLayouts/_rels/slideLayout1.xml.rels', data: relations([['slideMaster', '../slideMasters/slideMaster1.xml']]) },
    { path: 'ppt/theme/theme1.xml', data: theme },
    ...slides.flatMap(({ path, title }, i) => [
      { path, data: `${kHead}<p:sld ${kNames}>${tree(text_box(2, 914400, 3600, title[0]) + text_box(3, 2286000, 2000, title[1]))}<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sld>` },
      { path: `ppt/slides/_rels/slide${i + 1}.xml.rels`, data: relations([['slideLayout', '../slideLayouts/slideLayout1.xml']]) },
    ]),
  ]);
}

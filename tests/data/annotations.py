"""Annotations as VOC publishes them and as labelImg writes them, to spoil."""

VOC = """<annotation>
\t<folder>VOC2012</folder>
\t<filename>{name}.jpg</filename>
\t<source>
\t\t<database>The VOC2007 Database</database>
\t\t<annotation>PASCAL VOC2007</annotation>
\t\t<image>flickr</image>
\t</source>
\t<size>
\t\t<width>{width}</width>
\t\t<height>{height}</height>
\t\t<depth>3</depth>
\t</size>
\t<segmented>0</segmented>
{objects}</annotation>
"""
OBJECT = """\t<object>
\t\t<name>{name}</name>
\t\t<pose>Unspecified</pose>
\t\t<truncated>{truncated}</truncated>
\t\t<difficult>{difficult}</difficult>
\t\t<bndbox>
\t\t\t<xmin>{box[0]}</xmin>
\t\t\t<ymin>{box[1]}</ymin>
\t\t\t<xmax>{box[2]}</xmax>
\t\t\t<ymax>{box[3]}</ymax>
\t\t</bndbox>
{more}\t</object>
"""
# As those of VOC's people whose layout is told; the order of elements is the older files'.
PARTS = """\t\t<part>
\t\t\t<name>head</name>
\t\t\t<bndbox>
\t\t\t\t<xmax>9</xmax>
\t\t\t\t<xmin>5</xmin>
\t\t\t\t<ymax>9</ymax>
\t\t\t\t<ymin>5</ymin>
\t\t\t</bndbox>
\t\t</part>
\t\t<actions>
\t\t\t<jumping>0</jumping>
\t\t</actions>
"""
# labelImg names itself in three more ways, none of which lead to the picture here.
LABELIMG = """<annotation verified="yes">
\t<folder>Desktop</folder>
\t<filename>IMG_1.JPG</filename>
\t<path>/Users/somebody/Desktop/IMG_1.JPG</path>
\t<source>
\t\t<database>Unknown</database>
\t</source>
\t<size>
\t\t<width>{width}</width>
\t\t<height>{height}</height>
\t\t<depth>3</depth>
\t</size>
\t<segmented>0</segmented>
{objects}</annotation>
"""


def thing(name, *box, **more):
    """An ``<object>``: its box is xmin, ymin, xmax, ymax as the file has them."""
    facts = dict({'truncated': 0, 'difficult': 0, 'more': ''}, **more)
    return OBJECT.format(name=name, box=box, **facts)


def annotation(*objects, **more):
    """The text of a file with these objects, of a picture of 30 x 20 if nothing is said."""
    facts = dict({'width': 30, 'height': 20, 'name': '2007_000001', 'form': VOC}, **more)
    return facts.pop('form').format(objects=''.join(objects), **facts)

def test_x(world): 
    from collections import Counter
    from portal.models.tables import all_tables
    print({t.__name__: t.select().count() for t in all_tables()})

"""The industries of the invented association, and how each behaves.

Labels are LinkedIn's English ones, as people give them in forms; ids and sectors are
kith's. Sizes differ so that tables by industry have cells of every size.
"""

from __future__ import annotations

from typing import NamedTuple


class Industry(NamedTuple):
    """One industry: its share of organisations, turn-out, renewal and ties, and how its organisations are called."""

    industry_id: str
    sector_id: str
    label: str
    weight: float
    turnout: float
    renewal: float
    sociability: float
    endings: tuple[str, ...]
    titles: tuple[str, ...]


_SOFTWARE = ("Software Engineer", "Product Manager", "Chief Technology Officer", "Data Engineer", "Delivery Lead")
_CARE = ("Practice Manager", "Consultant Physician", "Head of Nursing", "Clinical Lead", "Operations Manager")
_CREATIVE = ("Creative Director", "Designer", "Studio Manager", "Art Director", "Account Director")
_MONEY = ("Investment Director", "Analyst", "Relationship Manager", "Partner", "Finance Director")
_TEACHING = ("Lecturer", "Head of Partnerships", "Careers Adviser", "Programme Director", "Dean")
_ADVICE = ("Partner", "Consultant", "Associate", "Managing Director", "Business Development Manager")
_MAKING = ("Plant Manager", "Engineer", "Supply Chain Manager", "Head of Production", "Sales Director")
_PUBLIC = ("Policy Adviser", "Head of Economic Development", "Programme Manager", "Councillor's Assistant")
_CAUSE = ("Chief Executive", "Fundraising Manager", "Trustee", "Community Manager")
_BUILDING = ("Project Manager", "Surveyor", "Site Manager", "Development Director", "Lettings Manager")
_SELLING = ("Store Manager", "Buyer", "Head of E-commerce", "Owner")
_HOSTING = ("General Manager", "Events Manager", "Head Chef", "Reservations Manager")
_MOVING = ("Fleet Manager", "Operations Director", "Freight Planner")
_TELLING = ("Editor", "Producer", "Reporter", "Commissioning Editor")

INDUSTRIES = (
    Industry("software", "technology", "Software Development", 12.0, 0.68, 0.70, 1.5,
             ("Systems", "Software", "Labs", "Digital"), _SOFTWARE),
    Industry("it_services", "technology", "IT Services and IT Consulting", 8.0, 0.64, 0.74, 1.2,
             ("Technologies", "IT", "Networks"), _SOFTWARE),
    Industry("data_and_analytics", "technology", "Data Infrastructure and Analytics", 3.0, 0.72, 0.66, 1.4,
             ("Data", "Analytics"), _SOFTWARE),
    Industry("healthcare", "healthcare", "Hospitals and Health Care", 6.0, 0.50, 0.88, 0.7,
             ("Hospital", "Health", "Care"), _CARE),
    Industry("medical_practices", "healthcare", "Medical Practices", 5.0, 0.46, 0.86, 0.6,
             ("Surgery", "Clinic", "Medical Centre"), _CARE),
    Industry("mental_health", "healthcare", "Mental Health Care", 1.2, 0.58, 0.82, 0.8,
             ("Wellbeing", "Therapies"), _CARE),
    Industry("design", "creative", "Design Services", 8.0, 0.80, 0.58, 1.8,
             ("Studio", "Design", "Works"), _CREATIVE),
    Industry("advertising_and_marketing", "creative", "Advertising Services", 5.0, 0.74, 0.55, 1.7,
             ("Creative", "Agency", "Brand"), _CREATIVE),
    Industry("photography", "creative", "Photography", 0.8, 0.82, 0.50, 1.2, ("Pictures", "Photography"), _CREATIVE),
    Industry("financial_services", "financial_services", "Financial Services", 6.0, 0.62, 0.84, 1.1,
             ("Finance", "Wealth", "Advisers"), _MONEY),
    Industry("venture_capital", "financial_services", "Venture Capital and Private Equity Principals", 2.0, 0.55, 0.80,
             1.9, ("Ventures", "Capital"), _MONEY),
    Industry("insurance", "financial_services", "Insurance", 1.5, 0.57, 0.85, 0.7, ("Mutual", "Cover"), _MONEY),
    Industry("higher_education", "education", "Higher Education", 4.0, 0.66, 0.83, 0.9,
             ("College", "University", "Institute"), _TEACHING),
    Industry("e_learning", "education", "E-Learning Providers", 1.6, 0.70, 0.62, 1.3,
             ("Learning", "Academy"), _TEACHING),
    Industry("consulting", "professional_services", "Business Consulting and Services", 7.0, 0.71, 0.68, 1.6,
             ("Consulting", "Partners", "Advisory"), _ADVICE),
    Industry("legal_services", "professional_services", "Law Practice", 4.0, 0.60, 0.87, 1.0,
             ("Law", "Solicitors", "Legal"), _ADVICE),
    Industry("accounting", "professional_services", "Accounting", 3.0, 0.61, 0.89, 0.9,
             ("Accountants", "Accounting"), _ADVICE),
    Industry("machinery", "manufacturing", "Industrial Machinery Manufacturing", 3.5, 0.63, 0.81, 0.6,
             ("Engineering", "Machines"), _MAKING),
    Industry("food_and_drink_manufacturing", "manufacturing", "Food and Beverage Manufacturing", 2.5, 0.59, 0.75, 0.7,
             ("Foods", "Brewing", "Preserves"), _MAKING),
    Industry("government", "government", "Government Administration", 3.0, 0.53, 0.90, 0.8,
             ("Council", "Borough", "Agency for Growth"), _PUBLIC),
    Industry("nonprofit", "nonprofit", "Non-profit Organizations", 3.5, 0.69, 0.78, 1.1,
             ("Trust", "Foundation", "Collective"), _CAUSE),
    Industry("construction", "construction_and_property", "Construction", 3.0, 0.52, 0.76, 0.6,
             ("Construction", "Builders"), _BUILDING),
    Industry("real_estate", "construction_and_property", "Real Estate", 3.0, 0.58, 0.72, 1.1,
             ("Property", "Estates", "Lettings"), _BUILDING),
    Industry("retail", "retail", "Retail", 3.0, 0.55, 0.60, 0.7, ("Stores", "Outfitters", "Books"), _SELLING),
    Industry("hospitality", "hospitality_and_travel", "Hospitality", 2.2, 0.60, 0.63, 1.0,
             ("Hotel", "Kitchen", "Inns"), _HOSTING),
    Industry("travel_and_tourism", "hospitality_and_travel", "Travel Arrangements", 1.0, 0.62, 0.58, 0.9,
             ("Travel", "Voyages"), _HOSTING),
    Industry("renewable_energy", "energy_and_utilities", "Renewable Energy Power Generation", 1.4, 0.73, 0.79, 1.2,
             ("Energy", "Power"), _MAKING),
    Industry("logistics", "transport_and_logistics", "Transportation, Logistics, Supply Chain and Storage", 1.6, 0.49,
             0.77, 0.5, ("Logistics", "Freight"), _MOVING),
    Industry("publishing", "creative", "Book and Periodical Publishing", 1.0, 0.75, 0.64, 1.3,
             ("Press", "Publishing"), _TELLING),
    Industry("broadcasting", "creative", "Broadcast Media Production and Distribution", 0.7, 0.67, 0.61, 1.4,
             ("Media", "Radio"), _TELLING),
    Industry("farming", "agriculture", "Farming", 0.2, 0.40, 0.85, 0.3, ("Farms",), ("Farm Manager", "Owner")),
)  # fmt: skip

SERIES = (
    ("Software Breakfast", "Software Development"),
    ("Health Innovation Evening", "Hospitals and Health Care"),
    ("Design Open Studio", "Design Services"),
    ("Capital and Founders", "Financial Services"),
    ("Members Mixer", ""),
    ("Campus to Career", "Higher Education"),
    ("Makers and Machines", "Industrial Machinery Manufacturing"),
    ("Growth Clinic", "Business Consulting and Services"),
    ("Property Forum", "Real Estate"),
    ("Brand Night", "Advertising Services"),
)
"""Series of events with the industry label of their topic ('' where it is nobody's in particular)."""


def position(label: str) -> int:
    """The place of the industry with this label in `INDUSTRIES`; -1 for ''."""
    return next((place for place, industry in enumerate(INDUSTRIES) if industry.label == label), -1)
